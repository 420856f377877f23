export { lintUpdateConfig } from './config/lint-update-config.ts';
export { readUpdateConfig } from './config/read-update-config.ts';
export { UPDATE_CONFIG_PATH, type UpdateConfigReading, type UpdateSetting } from './config/update-config.ts';
export { stateFaultText, stateFolder } from './state/state-file.ts';
export { NO_UPDATES, readUpdateState, type UpdateState } from './state/update-state.ts';
export { readVersionFile, type VersionFile } from './state/version-file.ts';
