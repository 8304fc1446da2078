// SPDX-License-Identifier: MIT
// Does nothing: what starting and ending a JavaScript program costs.
"use strict";

const pj = require("./pj.js");

pj.main(() => "");
