export {
  createSessionStore,
  type KeptSession,
  type LoadedSession,
  type SessionStore,
} from './session-store.ts';
export { stateFolder } from './state-folder.ts';
