// SPDX-License-Identifier: MIT

// A cache of read states, each a node of its own: definition in ../README.md.
package main

type node struct {
	prev  *node // used later; the sentinel's: used longest ago
	next  *node // used earlier; the sentinel's: used last
	key   uint64
	state state
}

type cache struct {
	list  *node // the sentinel of the ring
	nodes map[uint64]*node
}

func newCache(capacity uint32) *cache {
	list := &node{}
	list.prev, list.next = list, list
	return &cache{list, make(map[uint64]*node, capacity)}
}

func (n *node) unlink() {
	n.prev.next = n.next
	n.next.prev = n.prev
}

func (c *cache) linkFirst(n *node) *state {
	first := c.list.next
	n.prev = c.list
	n.next = first
	first.prev = n
	c.list.next = n
	return &n.state
}

// add makes a new state at the front, while there is room.
func (c *cache) add(key uint64) *state {
	n := &node{key: key}
	c.nodes[key] = n
	return c.linkFirst(n)
}

// use returns the key's state, now at the front, or nil.
func (c *cache) use(key uint64) *state {
	n := c.nodes[key]
	if n == nil {
		return nil
	}
	n.unlink()
	return c.linkFirst(n)
}

// oldest returns the state used longest ago.
func (c *cache) oldest() *state {
	return &c.list.prev.state
}

// replaceOldest gives its place to the key, at the front; the content is the caller's.
func (c *cache) replaceOldest(key uint64) *state {
	last := c.list.prev
	delete(c.nodes, last.key)
	last.unlink()
	last.key = key
	c.nodes[key] = last
	return c.linkFirst(last)
}

// close returns CK over the states from the front on.
func (c *cache) close() uint32 {
	check := uint32(0)
	for n := c.list.next; n != c.list; n = n.next {
		check = n.state.check(check)
	}
	return check
}
