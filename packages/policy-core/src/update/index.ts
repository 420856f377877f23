export { rolloutTurns } from './eligibility/rollout-turns.ts';
export { releaseNote } from './verify/release-note.ts';
export { holdsPassword } from './config/remote-address.ts';
export { lintUpdateConfig } from './config/lint-update-config.ts';
export { readUpdateConfig } from './config/read-update-config.ts';
export { judgeSetup, type SetupSight } from './setup/judge-setup.ts';
export { othersMayWrite } from './setup/file-owner.ts';
export { hostUnits } from './units/systemd-units.ts';
export { generateSystemd } from './units/generate-systemd.ts';
export { UPDATE_CONFIG_PATH } from './config/update-config.ts';
export { hasPaused, pausedUntil, quiesceRequest } from './run/quiesce.ts';
export { readBanner, tellsDisabled } from './state/banner.ts';
export { withProfile } from './run/profile-command.ts';
export { runReport } from './run/run-report.ts';
export { updateEntry, updatesInLog } from './run/update-journal.ts';
export { toldEvent } from './run/told-event.ts';
export { updateAlarm } from './run/update-alarm.ts';
export { openUpdate } from './run/open-update.ts';
export { updateMachine } from './run/update-machine.ts';
export { planUpdate } from './run/update-plan.ts';
export { readProfile } from './state/profile.ts';
export { profilePlace } from './state/profile-place.ts';
export { readStagedVersion } from './state/staged-version.ts';
export { stateText } from './state/state-file.ts';
export type { ClockReading } from './state/trusted-clock.ts';
export { attemptBegun, wishedState } from './state/update-state.ts';
export { afterAttempt } from './state/version-file.ts';
export { faultySigner } from './verify/allowed-signers.ts';
export { answerHoldsUntil } from './verify/answer-holds.ts';
export { chooseOffer, movedRefusal, tagName, verifiedRef, type Refs } from './verify/choose-offer.ts';
export {
  closedWindow,
  hostRefusals,
  judgeOffer,
  judgeOrigin,
  namedRefusals,
  offRefusals,
  type OfferSight,
} from './verify/judge-offer.ts';
export { signatureRefusal } from './verify/judge-signature.ts';
export type { OfferedRelease, SignatureSight } from './verify/offered-release.ts';
export { gitRefusal } from './verify/git-version.ts';
export type { ReleasedEntry } from './verify/release-contents.ts';
export { reasonsAt, refusedAt } from './verify/step-refusal.ts';
export type { UpdateRefusal } from './verify/update-refusal.ts';
export { isGenuineTag } from './verify/verify-target.ts';
