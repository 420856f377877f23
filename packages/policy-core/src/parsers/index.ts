export { loadParsers } from './load-parsers.ts';
