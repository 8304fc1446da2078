// SPDX-License-Identifier: MIT

// A cache of read states, all in one slice: definition in ../README.md.
package main

type node struct {
	prev  uint32 // used later; the sentinel's: used longest ago
	next  uint32 // used earlier; the sentinel's: used last
	key   uint64
	state state
}

// Indices in place of references: a ring through node 0, the sentinel.
type cache struct {
	nodes   []node
	indices map[uint64]uint32
}

func newCache(capacity uint32) *cache {
	return &cache{make([]node, 1, int(capacity)+1), make(map[uint64]uint32, capacity)}
}

func (c *cache) unlink(index uint32) {
	n := &c.nodes[index]
	c.nodes[n.prev].next = n.next
	c.nodes[n.next].prev = n.prev
}

func (c *cache) linkFirst(index uint32) *state {
	first := c.nodes[0].next
	c.nodes[0].next = index
	c.nodes[first].prev = index
	n := &c.nodes[index]
	n.prev = 0
	n.next = first
	return &n.state
}

// add makes a new state at the front, while there is room.
func (c *cache) add(key uint64) *state {
	index := uint32(len(c.nodes))
	c.nodes = append(c.nodes, node{key: key})
	c.indices[key] = index
	return c.linkFirst(index)
}

// use returns the key's state, now at the front, or nil.
func (c *cache) use(key uint64) *state {
	index := c.indices[key]
	if index == 0 {
		return nil
	}
	c.unlink(index)
	return c.linkFirst(index)
}

// oldest returns the state used longest ago.
func (c *cache) oldest() *state {
	return &c.nodes[c.nodes[0].prev].state
}

// replaceOldest gives its place to the key, at the front; the content is the caller's.
func (c *cache) replaceOldest(key uint64) *state {
	last := c.nodes[0].prev
	delete(c.indices, c.nodes[last].key)
	c.unlink(last)
	c.nodes[last].key = key
	c.indices[key] = last
	return c.linkFirst(last)
}

// close returns CK over the states from the front on.
func (c *cache) close() uint32 {
	check := uint32(0)
	for index := c.nodes[0].next; index != 0; index = c.nodes[index].next {
		check = c.nodes[index].state.check(check)
	}
	return check
}
