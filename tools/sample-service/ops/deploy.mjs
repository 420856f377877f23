import process from 'node:process';

import { deploy } from './platform.mjs';

const [environment = '', sha = '', key = ''] = process.argv.slice(2);
console.log(JSON.stringify(await deploy(environment, sha, key)));
