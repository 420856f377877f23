/**
 * Lines by which a script in a folder of the repository comes to its root. With CDPATH set, `cd` may lead
 * elsewhere.
 */
export const AT_THE_ROOT = ['unset CDPATH', 'cd -- "$(dirname -- "$0")/.." || exit 3'] as const;
