/** Where every deploy and every correction of the repository is written down. Nobody but a machine writes there. */
export const AUDIT_LOG_PATH = 'infrastructure/deploys/audit.jsonl';
