// The service of the sample: says which commit it is, and whether it is well.
import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import process from 'node:process';

const [port, sha, environment = ''] = process.argv.slice(2);
const ill = new URL('ILL', import.meta.url);
const isIll = existsSync(ill) && readFileSync(ill, 'utf8').includes(environment);
const greeting = readFileSync(new URL('greeting.txt', import.meta.url), 'utf8').trim();

http
  .createServer((request, response) => {
    const isHealth = request.url?.startsWith('/health') === true;
    response.writeHead(isHealth && isIll ? 503 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isHealth ? { sha, status: isIll ? 'ill' : 'well' } : { greeting }));
  })
  .listen(Number(port), '127.0.0.1');
