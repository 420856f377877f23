import process from 'node:process';

import { stateOf } from './platform.mjs';

const { deploys } = stateOf(process.argv[2] ?? '');
console.log(
  JSON.stringify(deploys.find((/** @type {{ state: string }} */ one) => one.state === 'live') ?? null),
);
