export { createFileSystem } from './file-system.ts';
export { findRepository, type RepositoryLocation } from './find-repository.ts';
export { createGit, type DiskListing } from './git.ts';
export { createGitHub, type GitHubOptions } from './github/create-github.ts';
export { forgeFromEnvironment, type GitHubPlace } from './github/forge-from-environment.ts';
export { silentForge } from './github/silent-forge.ts';
export { readParserBytes, type ParserFiles } from './parser-bytes.ts';
export { remoteUrl } from './remote-url.ts';
export { systemClock } from './system-clock.ts';
