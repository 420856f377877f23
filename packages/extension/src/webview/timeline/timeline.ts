/** What ran where over time, as the page draws it: plain data that can be posted, with every word that is shown. */
export interface Timeline {
  readonly lanes: readonly Lane[];
  /** The newest first. */
  readonly events: readonly TimelineEvent[];
  /** How many older ones there are that were not asked for. */
  readonly leftOut: number;
}

/** One service in one environment. */
export interface Lane {
  /** Tells it from the others, also after the next look. */
  readonly key: string;
  readonly name: string;
  /** What runs there now. */
  readonly live: string;
  /** What is known of it besides, each with its sign. */
  readonly facts: readonly string[];
  readonly isTrouble: boolean;
  /** Nothing is deployed there by itself just now. */
  readonly isHeld: boolean;
}

/** How an event is drawn: by its form as well as by its colour. */
export type EventSign =
  | 'done'
  | 'back'
  | 'failed'
  | 'ended'
  | 'open'
  | 'interrupted'
  | 'held'
  | 'released'
  | 'commit-held';

export interface TimelineEvent {
  /** Tells it from the others, also after the next look. */
  readonly key: string;
  /** Index of its lane. */
  readonly lane: number;
  readonly sign: EventSign;
  /** What it was and how it ended. */
  readonly title: string;
  /** Such as `bbbbbbbbbb Greet again`; '' where it is about no commit. */
  readonly commit: string;
  /** ISO 8601, in UTC. */
  readonly at: string;
  /** How long ago that was. */
  readonly age: string;
  readonly by: string;
  /** What runs there from then on: the commit, or nobody knows; left out: what ran before. */
  readonly runs?: 'commit' | 'unknown';
  readonly isLive: boolean;
  /** More of it, a line each. */
  readonly details: readonly string[];
  /** Left out: there is nothing to open. */
  readonly opens?: { readonly kind: 'run' | 'commit'; readonly id: string };
}
