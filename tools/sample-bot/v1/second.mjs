/** Of the second of two files that are of one version. */
export const version = 'v1.0.0';
