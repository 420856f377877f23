export { auditListing } from './audit-listing.ts';
export { auditReport, auditReportText, type AuditReport } from './audit-report.ts';
export { branchProblems } from './branch-problems.ts';
export { checkpointText, readCheckpoint, type Checkpoint } from './checkpoint.ts';
export { correctionEvent } from './correction-event.ts';
export { dataOf, type EventData, type KnownEvent } from './events.ts';
export type { KnownEntry } from './judge-end.ts';
export { endText, readEnd, type LogEnd } from './log-end.ts';
export {
  entryAfter,
  entryLine,
  signedText,
  type LogEntry,
  type LogEvent,
  type LogHead,
} from './log-entry.ts';
export { openIntents } from './open-intents.ts';
export { planAppend } from './plan-append.ts';
export { readLog, type LogProblem } from './read-log.ts';
export { tornTail } from './torn-tail.ts';
export { givenUp, historyProblems } from './earlier-logs.ts';
export { badSignature, signaturesToVerify, type SignatureToVerify } from './log-signatures.ts';
export { verifyLog, type LogVerdict } from './verify-log.ts';
