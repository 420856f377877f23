/** How wide help and pages are where nobody looks at a terminal. */
export const PIPED_COLUMNS = 80;
