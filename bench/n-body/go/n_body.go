// SPDX-License-Identifier: MIT

// The sun and four planets, stepped symplectically: definition in ../README.md.
package main

import (
	"math"
	"strconv"
)

const bodies = 5

type body struct {
	x, y, z    float64
	vx, vy, vz float64
	mass       float64
}

// The factors are variables: Go's constants are exact, and would not round as doubles do.
func solarSystem() (system [bodies]body, solarMass float64) {
	pi, year := 3.141592653589793, 365.24
	solarMass = 4 * pi * pi
	system = [bodies]body{
		{mass: 1},
		{ // Jupiter
			4.84143144246472090e+00, -1.16032004402742839e+00, -1.03622044471123109e-01,
			1.66007664274403694e-03, 7.69901118419740425e-03, -6.90460016972063023e-05,
			9.54791938424326609e-04,
		},
		{ // Saturn
			8.34336671824457987e+00, 4.12479856412430479e+00, -4.03523417114321381e-01,
			-2.76742510726862411e-03, 4.99852801234917238e-03, 2.30417297573763929e-05,
			2.85885980666130812e-04,
		},
		{ // Uranus
			1.28943695621391310e+01, -1.51111514016986312e+01, -2.23307578892655734e-01,
			2.96460137564761618e-03, 2.37847173959480950e-03, -2.96589568540237556e-05,
			4.36624404335156298e-05,
		},
		{ // Neptune
			1.53796971148509165e+01, -2.59193146099879641e+01, 1.79258772950371181e-01,
			2.68067772490389322e-03, 1.62824170038242295e-03, -9.51592254519715870e-05,
			5.15138902046611451e-05,
		},
	}
	for i := range system {
		b := &system[i]
		b.vx *= year
		b.vy *= year
		b.vz *= year
		b.mass *= solarMass
	}
	return system, solarMass
}

// Here and below a conversion to float64 rounds a product: without it the compiler may
// fuse the product with the addition that follows, even over an assignment.
func offsetMomentum(system *[bodies]body, solarMass float64) {
	var px, py, pz float64
	for i := range system {
		b := &system[i]
		px += float64(b.vx * b.mass)
		py += float64(b.vy * b.mass)
		pz += float64(b.vz * b.mass)
	}
	sun := &system[0]
	sun.vx, sun.vy, sun.vz = -px/solarMass, -py/solarMass, -pz/solarMass
}

func energy(system *[bodies]body) float64 {
	e := 0.0
	for i := range system {
		a := &system[i]
		v2 := float64(a.vx*a.vx) + float64(a.vy*a.vy) + float64(a.vz*a.vz)
		e += float64(0.5 * a.mass * v2)
		for j := i + 1; j < bodies; j++ {
			b := &system[j]
			dx, dy, dz := a.x-b.x, a.y-b.y, a.z-b.z
			d2 := float64(dx*dx) + float64(dy*dy) + float64(dz*dz)
			e -= a.mass * b.mass / math.Sqrt(d2)
		}
	}
	return e
}

// distance is that of a pair: its axes, its square and the root of that.
type distance struct {
	x, y, z, squared, root float64
}

// advance computes all distances before the first velocity changes. In one loop the compiler
// draws each root into a register whose old value is the pair's before, and so makes it wait.
func advance(system *[bodies]body, dt float64) {
	var distances [bodies * (bodies - 1) / 2]distance
	pair := 0
	for i := range system {
		a := &system[i]
		x, y, z := a.x, a.y, a.z
		for j := i + 1; j < bodies; j++ {
			b, d := &system[j], &distances[pair]
			dx, dy, dz := x-b.x, y-b.y, z-b.z
			d2 := float64(dx*dx) + float64(dy*dy) + float64(dz*dz)
			d.x, d.y, d.z, d.squared = dx, dy, dz, d2
			d.root = math.Sqrt(d2)
			pair++
		}
	}
	pair = 0
	for i := range system {
		a := &system[i]
		vx, vy, vz, mass := a.vx, a.vy, a.vz, a.mass
		for j := i + 1; j < bodies; j++ {
			b, d := &system[j], &distances[pair]
			mag := dt / float64(d.squared*d.root)
			magA, magB := mass*mag, b.mass*mag
			vx -= float64(d.x * magB)
			vy -= float64(d.y * magB)
			vz -= float64(d.z * magB)
			b.vx += float64(d.x * magA)
			b.vy += float64(d.y * magA)
			b.vz += float64(d.z * magA)
			pair++
		}
		a.vx, a.vy, a.vz = vx, vy, vz
		a.x += float64(dt * vx)
		a.y += float64(dt * vy)
		a.z += float64(dt * vz)
	}
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	system, solarMass := solarSystem()
	offsetMomentum(&system, solarMass)
	out = strconv.AppendFloat(out, energy(&system), 'f', 9, 64)
	out = append(out, '\n')
	for i := int64(0); i < in.n; i++ {
		advance(&system, 0.01)
	}
	out = strconv.AppendFloat(out, energy(&system), 'f', 9, 64)
	return append(out, '\n')
}

func main() {
	pjMain(nil, run)
}
