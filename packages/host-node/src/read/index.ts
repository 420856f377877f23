export { createFileSystem } from './file-system.ts';
export { findRepository, type RepositoryLocation } from './find-repository.ts';
export { createGit, type DiskListing } from './git.ts';
export { readParserBytes, type ParserFiles } from './parser-bytes.ts';
export { systemClock } from './system-clock.ts';
