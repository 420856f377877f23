// Tries a version: both parts of it are of one version, and it is not known to be broken.
import { existsSync } from 'node:fs';
import process from 'node:process';

import { version as first } from './first.mjs';
import { version as second } from './second.mjs';

if (first !== second || existsSync('BROKEN')) process.exit(1);
console.log(`${first} is whole`);
