// Loaded by itself when it is needed: an import() of a whole package loads all of it.
export { fileStates } from '@lockkeeper/host-node/read';
