/** What becomes of the values of a column that gets another type. */
export type TypeChange =
  /** `widening`: every value fits as it is, or as text. */
  | { readonly kind: 'same' | 'widening' | 'unknown' }
  | {
      /**
       * `narrowing`: PostgreSQL converts by itself, and values there may be are cut, rounded or refused.
       * `conversion`: values become others, as a cast or USING makes them.
       */
      readonly kind: 'narrowing' | 'conversion';
      /** A clause that reads well after "because". */
      readonly reason: string;
    };
