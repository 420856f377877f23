/** Ids under which a trip makes columns and tables: no revision has them. */
export const ON_TRIP = { up: '\0up', down: '\0down' } as const;

/** What there was before a trip though nothing told of it, by map and key; `undefined`: it was not there. */
export type Supposed = Map<unknown, Map<unknown, unknown>>;
