// Loaded into every program of a world: their clock on the wall is off by as many milliseconds as a file says, which may
// change at any time. What counts from the start of the machine goes on as before.
import { readFileSync } from 'node:fs';
import process from 'node:process';

const file = process.env['CLOCK_OF_WORLD'] ?? '';
const Real = Date;
const now = () => Real.now() + Number(readFileSync(file, 'utf8'));

globalThis.Date = new Proxy(Real, {
  construct: (target, when, made) => Reflect.construct(target, when.length === 0 ? [now()] : when, made),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
