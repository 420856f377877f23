import { evaluateMarker } from '../../packages/policy-core/src/dependencies/packaging/marker-evaluation.ts';
import { parseMarker } from '../../packages/policy-core/src/dependencies/packaging/parse-marker.ts';
import type { Specifier } from '../../packages/policy-core/src/dependencies/packaging/specifier.ts';
import {
  parseSpecifierSet,
  specifiersAdmit,
} from '../../packages/policy-core/src/dependencies/packaging/specifier-set.ts';
import { isPrerelease } from '../../packages/policy-core/src/dependencies/packaging/version-kind.ts';
import { compareVersions } from '../../packages/policy-core/src/dependencies/packaging/version-order.ts';
import {
  publicVersionText,
  versionText,
} from '../../packages/policy-core/src/dependencies/packaging/version-text.ts';
import { parseVersion } from '../../packages/policy-core/src/dependencies/packaging/parse-version.ts';
import type { PackagingAnswer, PackagingQuestion } from './pip-answers.ts';
import { sortedClauses, writtenMarker } from './read-line.ts';

/** What Lockkeeper says to a question that packaging is asked, in the same words. */
export function ourAnswer(asked: PackagingQuestion): PackagingAnswer {
  switch (asked.kind) {
    case 'version':
      return ourVersion(asked.version);
    case 'compare':
      return ourOrder(asked.left, asked.right);
    case 'specifier':
      return ourSpecifiers(asked.specifier, (specifiers) => ({
        valid: true,
        specs: sortedClauses(specifiers.map(({ operator, version }) => [operator, version])),
      }));
    case 'contains':
      return ourSpecifiers(asked.specifier, (specifiers) => ({
        valid: true,
        admits: specifiersAdmit(specifiers, asked.version, { prereleases: asked.prereleases ?? undefined }),
      }));
    case 'marker':
      return ourMarker(asked);
  }
}

function ourVersion(text: string): PackagingAnswer {
  const version = parseVersion(text);
  if (version === undefined) return { valid: false };
  return {
    valid: true,
    text: versionText(version),
    public: publicVersionText(version),
    prerelease: isPrerelease(version),
  };
}

function ourOrder(left: string, right: string): PackagingAnswer {
  const [first, second] = [parseVersion(left), parseVersion(right)];
  if (first === undefined || second === undefined) return { valid: false };
  return { valid: true, order: Math.sign(compareVersions(first, second)) };
}

function ourSpecifiers(
  text: string,
  answer: (specifiers: readonly Specifier[]) => PackagingAnswer,
): PackagingAnswer {
  const specifiers = parseSpecifierSet(text);
  return specifiers === undefined ? { valid: false } : answer(specifiers);
}

function ourMarker({
  marker,
  environment,
}: Extract<PackagingQuestion, { readonly kind: 'marker' }>): PackagingAnswer {
  const read = parseMarker(marker);
  if (read.kind === 'invalid') return { valid: false };
  const held = evaluateMarker(read.marker, environment);
  return { valid: true, text: writtenMarker(read.marker), holds: heldText(held) };
}

function heldText(held: ReturnType<typeof evaluateMarker>): boolean | string {
  if (held.kind === 'value') return held.value;
  return held.kind === 'unknown' ? `unknown: ${held.variables.join()}` : `error:${held.problem}`;
}
