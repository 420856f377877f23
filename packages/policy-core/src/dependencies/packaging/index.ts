/**
 * Python packaging as pip reads it, without Python: versions and specifiers (PEP 440), requirements and
 * markers (PEP 508), requirements files, and locks of the standard form (PEP 751). Everything is pure and
 * synchronous, and keeps the place of every part.
 *
 * The judge is pip 26 with packaging 26: what they accept is accepted, what they refuse is refused.
 */
export type { TextRange } from '../../model/text-range.ts';
export type { LockHeader } from '../requirements/lock-header.ts';
export { lockHeader } from '../requirements/lock-header.ts';
export { parsePylock } from '../requirements/parse-pylock.ts';
export { parseRequirements } from '../requirements/parse-requirements.ts';
export type {
  PylockDependency,
  PylockFile,
  PylockHash,
  PylockMarker,
  PylockPackage,
  PylockProblem,
  PylockReading,
  PylockSource,
  PylockSpecifiers,
  PylockText,
} from '../requirements/pylock.ts';
export { isPylock } from '../../policy/pylock-name.ts';
export type {
  LineEntry,
  LineHash,
  LineOption,
  Located,
  PassedOver,
  RequirementsDocument,
  RequirementsLine,
} from '../requirements/requirements-document.ts';
export { sourceRanges, type SourceRange, type SourceRangeKind } from '../requirements/source-ranges.ts';
export { viaComments, type ViaSource } from '../requirements/via-comments.ts';
export type { Marker, MarkerComparison, MarkerOperand, MarkerOperator, MarkerVariable } from './marker.ts';
export { markerEnvironment } from './marker-environment.ts';
export { evaluateMarker, type MarkerEnvironment, type MarkerEvaluation } from './marker-evaluation.ts';
export { markersMayOverlap } from './marker-overlap.ts';
export { markerText } from './marker-text.ts';
export { parseMarker, type MarkerReading } from './parse-marker.ts';
export { parseProjectRequirement } from './parse-project-requirement.ts';
export { isNormalizedProject, isProjectName, normalizedProject } from './project-name.ts';
export type {
  ProjectRequirement,
  RequirementReading,
  WrittenClause,
  WrittenExtra,
} from './project-requirement.ts';
export { OPERATORS, parseSpecifier, type Operator, type Specifier } from './specifier.ts';
export { specifierAdmits } from './specifier-match.ts';
export { parseSpecifierSet, sameVersion, specifiersAdmit } from './specifier-set.ts';
export { canonicalSpecifierText, specifierSetText, specifierText } from './specifier-text.ts';
export { type Version, type VersionNumber } from './version.ts';
export { parseVersion } from './parse-version.ts';
export { isDevelopmentRelease, isPostrelease, isPrerelease } from './version-kind.ts';
export { compareVersions } from './version-order.ts';
export { canonicalVersionText, publicVersionText, versionText } from './version-text.ts';
