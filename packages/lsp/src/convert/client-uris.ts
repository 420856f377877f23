import type { DiagnosticView } from './diagnostic.ts';
import type { PolicyVerdict } from '../worker/messages.ts';
import { comparable, pathBelow, uriBelow } from '../locations/uri-path.ts';

/** Turns paths of a verdict into URIs: an open document keeps the spelling its editor gave it. */
export function clientUris(verdict: PolicyVerdict, openUris: readonly string[]): DiagnosticView['uriOf'] {
  const { root = '' } = verdict;
  const spelled = new Map(openUris.map((uri) => [comparable(uri), uri]));
  return (path) => {
    const uri = uriBelow(root, path);
    return spelled.get(comparable(uri)) ?? uri;
  };
}

/** The path by which a verdict names a document; `undefined` where no policy judges it. */
export function pathIn({ root }: PolicyVerdict, uri: string): string | undefined {
  return root === undefined ? undefined : pathBelow(root, uri);
}
