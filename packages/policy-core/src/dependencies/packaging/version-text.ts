import type { Release, Version } from './version.ts';

/** The normal spelling, which every other one of the same version can be turned into. Trailing zeros stay. */
export function versionText(version: Version): string {
  const local = version.local === undefined ? '' : `+${version.local.join('.')}`;
  return `${publicVersionText(version)}${local}`;
}

/** The normal spelling without the local part. */
export function publicVersionText({ epoch, release, pre, post, dev }: Version): string {
  return [
    epoch === 0 ? '' : `${epoch}!`,
    release.join('.'),
    pre === undefined ? '' : `${pre.phase}${pre.number}`,
    post === undefined ? '' : `.post${post}`,
    dev === undefined ? '' : `.dev${dev}`,
  ].join('');
}

/** One text for all versions that are equal: the normal spelling, `1.0.0` as `1`. */
export function canonicalVersionText(version: Version): string {
  return versionText({ ...version, release: withoutTrailingZeros(version.release) });
}

function withoutTrailingZeros([first, ...others]: Release): Release {
  const last = others.findLastIndex((number) => number !== 0);
  return [first, ...others.slice(0, last + 1)];
}
