/** Draws the histories, with the revision selected that it is given: by its file, or by the URI of it. */
export const HISTORY_COMMAND = 'lockkeeper.showMigrationHistory';
