/** The first policy is judged by itself: one that could turn this off, or waive it, would let itself in. */
export const ALWAYS_ON = 'policy/self-protect';
