import { setFlagsFromString } from 'node:v8';

/** How V8 compiles, for a program that ends soon. May be called again: nothing changes then. */
export function settleV8(): void {
  keepFirstCompilation();
  joinFewFunctions();
}

/**
 * V8 compiles PostgreSQL's grammar a second time, better, once it has run a little. That takes longer than a whole
 * run, and the program cannot end before it is done. Here it begins after some ten thousand migrations.
 */
function keepFirstCompilation(): void {
  setFlagsFromString('--wasm-tiering-budget=1000000000');
}

/**
 * V8 compiles a function again together with those that it calls, and again as part of each that calls it. Reading
 * thousands of migrations runs so much code that this takes longer than it saves: less of it, a fifth of what V8
 * does by itself, makes the whole run an eighth shorter.
 */
function joinFewFunctions(): void {
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');
}
