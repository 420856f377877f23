import type { Marker } from '../packaging/marker.ts';
import { versionInFileNames } from '../requirements/pylock-file-names.ts';
import type { PylockPackage } from '../requirements/pylock.ts';
import type { ExpandedLine } from './expanded-requirements.ts';
import { lineEntry } from './line-entry.ts';
import { addressesOf, algorithmsOf, packageText } from './package-address.ts';
import { plainAddress } from './requirement-identity.ts';
import type { PlacedText } from './requirements-file.ts';
import type { SyncEntry } from './sync-difference.ts';

/** What a compiled lock would have installed, or a source asks for, where its marker holds. */
export interface CompiledEntry extends SyncEntry {
  readonly marker: Marker | undefined;
  /** Where it is to be had, in one spelling; of a package in a lock of the standard form any of several. */
  readonly locations: readonly string[];
  /** Of the hashes that a lock of the standard form gives of an archive. */
  readonly hashedBy?: readonly string[] | undefined;
}

/** `undefined` for what asks for nothing, and for what pip refuses. */
export function compiledEntry(expanded: ExpandedLine): CompiledEntry | undefined {
  const { entry } = expanded.line;
  switch (entry.kind) {
    case 'requirement': {
      const { url, marker } = entry.requirement;
      const locations = url === undefined ? [] : [locationOf(url.text)];
      return located(lineEntry(expanded), marker, locations);
    }
    case 'address':
      return located(lineEntry(expanded), entry.marker, [locationOf(entry.url)]);
    case 'path':
      return located(lineEntry(expanded), entry.marker, [locationOf(entry.path)]);
    case 'editable':
      return located(lineEntry(expanded), entry.marker, [locationOf(entry.where)]);
    default:
      return undefined;
  }
}

/** Written out: to spread each of thousands would be felt while typing. */
function located(
  { text, project, file, range, line, version }: SyncEntry,
  marker: { readonly parsed: Marker } | undefined,
  locations: readonly string[],
): CompiledEntry {
  return { text, project, file, range, line, version, marker: marker?.parsed, locations };
}

export function packageEntry(read: PylockPackage, file: PlacedText): CompiledEntry {
  const { normalizedName, version, versionRange, nameRange, marker, sources } = read;
  return {
    text: packageText(read),
    project: normalizedName,
    file,
    range: versionRange ?? nameRange,
    line: undefined,
    // Where the package does not say it, the files do that are installed.
    version: version ?? versionInFileNames(read),
    marker: marker?.parsed,
    locations: sources.flatMap(addressesOf).map(locationOf),
    hashedBy: algorithmsOf(read),
  };
}

/** `file:.`, `./` and `.` are one place. The name of a project is not a part of an address. */
export function locationOf(written: string): string {
  const address = withoutProjectName(plainAddress(written));
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(address)) return address;
  const place = address.replace(/^file:/, '').replace(/^\.\//, '');
  const end = place.endsWith('/') ? place.slice(0, -1) : place;
  return end === '' ? '.' : end;
}

function withoutProjectName(url: string): string {
  const hash = url.indexOf('#');
  if (hash < 0) return url;
  const parts = url
    .slice(hash + 1)
    .split('&')
    .filter((part) => !part.startsWith('egg='));
  return parts.length === 0 ? url.slice(0, hash) : `${url.slice(0, hash)}#${parts.join('&')}`;
}
