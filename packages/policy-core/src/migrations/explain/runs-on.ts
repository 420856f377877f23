import { databaseText, isOtherDatabase, type Database } from '../operations/lock-mode.ts';

/** What is told of a database whose locks nobody here knows. */
export function runsOn(database: Database | undefined): { readonly runs_on?: string } {
  return isOtherDatabase(database) ? { runs_on: databaseText(database) } : {};
}
