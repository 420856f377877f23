export { loadParsers } from './load-parsers.ts';
export type { ParserBytes } from './parsers.ts';
