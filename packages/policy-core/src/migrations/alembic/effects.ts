/** What an upgrade does, or may do. Offsets count UTF-16 units of the file. */
export interface RevisionDrop {
  /** The name, or the source of the expression that gives it. */
  readonly table: string;
  readonly via: 'op.drop_table' | 'sql';
  /** The call, or the DROP statement inside its literal. */
  readonly start: number;
  readonly end: number;
}

export interface UndecidedPlace {
  readonly start: number;
  readonly end: number;
  readonly problem: string;
}
