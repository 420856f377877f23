/** What a script does when PostgreSQL or psql runs it. All offsets are UTF-16. */
export interface SqlScript {
  readonly statements: readonly SqlStatement[];
  /** What could not be judged. An empty list means that `statements` tell everything. */
  readonly problems: readonly SqlProblem[];
}

export interface SqlStatement {
  /** First key word; comments before it are outside. */
  readonly start: number;
  /** Before the semicolon. */
  readonly end: number;
  readonly drops: readonly DroppedTable[];
  /** Why PostgreSQL's grammar refuses it; the same clause is among the problems. */
  readonly unreadable?: string;
}

export interface DroppedTable {
  /** As PostgreSQL reads it, quoted only where it must be: `public.users`, `"Order Items"`. */
  readonly table: string;
  /** The name, or the whole statement where the name cannot be pointed at. */
  readonly start: number;
  readonly end: number;
}

export interface SqlProblem {
  readonly kind:
    /** PostgreSQL's grammar refuses the statement. */
    | 'unreadable'
    /** psql acts on it, and PostgreSQL never sees it. */
    | 'psql'
    /** The text that runs is put together while it runs, or is in another language. */
    | 'dynamic'
    /** Too long, too deep, or with a NUL. */
    | 'unanalyzable';
  readonly start: number;
  readonly end: number;
  /** Where PostgreSQL stopped reading; `start` where it does not say. */
  readonly at: number;
  /** A clause that reads well after "because". */
  readonly problem: string;
}

/** The judgement of a part of a script. */
export interface Judged {
  readonly drops: readonly DroppedTable[];
  readonly problems: readonly SqlProblem[];
}

export function problemAt(
  { start, end }: { readonly start: number; readonly end: number },
  kind: SqlProblem['kind'],
  problem: string,
): SqlProblem {
  return { kind, start, end, at: start, problem };
}

/** The same judgement, with offsets counted from `by` characters earlier. */
export function shifted({ drops, problems }: Judged, by: number): Judged {
  return {
    drops: drops.map((drop) => ({ ...drop, start: drop.start + by, end: drop.end + by })),
    problems: problems.map((it) => ({ ...it, start: it.start + by, end: it.end + by, at: it.at + by })),
  };
}

/** The same judgement, everything at one place: for text whose characters do not stand in the file as such. */
export function pinned({ drops, problems }: Judged, start: number, end: number): Judged {
  return {
    drops: drops.map((drop) => ({ ...drop, start, end })),
    problems: problems.map((it) => ({ ...it, start, end, at: start })),
  };
}

/** Everything that a script drops, whichever statement does. */
export function judgedWhole({ statements, problems }: SqlScript): Judged {
  return { drops: statements.flatMap(({ drops }) => drops), problems };
}
