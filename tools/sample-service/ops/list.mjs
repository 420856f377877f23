import process from 'node:process';

import { stateOf } from './platform.mjs';

console.log(JSON.stringify(stateOf(process.argv[2] ?? '').deploys));
