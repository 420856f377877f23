export { LONGEST_INPUT } from './input-limit.ts';
export { loadParsers } from './load-parsers.ts';
export type { ParserBytes } from './parsers.ts';
