// SPDX-License-Identifier: MIT
// The sun and four planets, stepped symplectically: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

const SOLAR_MASS = 4 * Math.PI * Math.PI;
const YEAR = 365.24;

class Body {
    constructor(x, y, z, vx, vy, vz, mass) {
        this.x = x;
        this.y = y;
        this.z = z;
        this.vx = vx * YEAR;
        this.vy = vy * YEAR;
        this.vz = vz * YEAR;
        this.mass = mass * SOLAR_MASS;
    }
}

function solarSystem() {
    return [
        new Body(0, 0, 0, 0, 0, 0, 1),
        // Jupiter
        new Body(
            4.8414314424647209, -1.16032004402742839, -0.103622044471123109,
            0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023,
            0.000954791938424326609,
        ),
        // Saturn
        new Body(
            8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
            -0.00276742510726862411, 0.00499852801234917238, 0.0000230417297573763929,
            0.000285885980666130812,
        ),
        // Uranus
        new Body(
            12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
            0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556,
            0.0000436624404335156298,
        ),
        // Neptune
        new Body(
            15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
            0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870,
            0.0000515138902046611451,
        ),
    ];
}

function offsetMomentum(bodies) {
    let px = 0;
    let py = 0;
    let pz = 0;
    for (const b of bodies) {
        px += b.vx * b.mass;
        py += b.vy * b.mass;
        pz += b.vz * b.mass;
    }
    bodies[0].vx = -px / SOLAR_MASS;
    bodies[0].vy = -py / SOLAR_MASS;
    bodies[0].vz = -pz / SOLAR_MASS;
}

function energy(bodies) {
    let e = 0;
    for (let i = 0; i < bodies.length; i++) {
        const b = bodies[i];
        e += 0.5 * b.mass * (b.vx * b.vx + b.vy * b.vy + b.vz * b.vz);
        for (let j = i + 1; j < bodies.length; j++) {
            const dx = b.x - bodies[j].x;
            const dy = b.y - bodies[j].y;
            const dz = b.z - bodies[j].z;
            e -= (b.mass * bodies[j].mass) / Math.sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
    return e;
}

// The numbers of body i are locals: V8 keeps no field in a register from one pair to the next.
function advance(bodies, dt) {
    const count = bodies.length;
    for (let i = 0; i < count; i++) {
        const a = bodies[i];
        const x = a.x;
        const y = a.y;
        const z = a.z;
        const mass = a.mass;
        let vx = a.vx;
        let vy = a.vy;
        let vz = a.vz;
        for (let j = i + 1; j < count; j++) {
            const b = bodies[j];
            const dx = x - b.x;
            const dy = y - b.y;
            const dz = z - b.z;
            const d2 = dx * dx + dy * dy + dz * dz;
            const mag = dt / (d2 * Math.sqrt(d2));
            const magA = mass * mag;
            const magB = b.mass * mag;
            vx -= dx * magB;
            vy -= dy * magB;
            vz -= dz * magB;
            b.vx += dx * magA;
            b.vy += dy * magA;
            b.vz += dz * magA;
        }
        a.vx = vx;
        a.vy = vy;
        a.vz = vz;
        a.x = x + dt * vx;
        a.y = y + dt * vy;
        a.z = z + dt * vz;
    }
}

function run(n) {
    const bodies = solarSystem();
    offsetMomentum(bodies);
    const before = energy(bodies);
    for (let i = 0; i < n; i++) advance(bodies, 0.01);
    return `${before.toFixed(9)}\n${energy(bodies).toFixed(9)}\n`;
}

pj.main(run);
