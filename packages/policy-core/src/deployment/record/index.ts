export { readDeployRecord, type DeployRecordReading } from '../facts/deploy-record.ts';
export { recordedFiles } from '../facts/recorded-files.ts';
export { earlierRecordFaults } from './earlier-records.ts';
export { nextRecord, type HealthyDeploy } from './next-record.ts';
export { recordReportText } from './record-report-text.ts';
export { recordReport, type RecordReport } from './record-report.ts';
export { recordedFacts } from './recorded-facts.ts';
export { AUDIT_LOG_PATH } from '../../policy/audit-log-path.ts';
export {
  placeJudged,
  policyOfDocument,
  policyOfPlace,
  recordPlaceFor,
  recordPlaces,
  releasePlace,
  type RecordPlace,
} from '../../policy/record-places.ts';
export { BRANCH_NAME } from '../../policy/schema/deployment-schema.ts';
export { backupMaxAgeAt } from '../../policy/service-place.ts';
