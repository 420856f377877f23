import type { Evidence, Finding, Report } from '@lockkeeper/policy-core';

/** The same report without the places in a policy that nobody has written. */
export function withoutDefaultPolicyPlaces(report: Report): Report {
  return {
    ...report,
    findings: report.findings.map((finding) => ({ ...finding, ...written(finding) })),
    undetermined: report.undetermined.map((one) => ({ ...one, ...written(one) })),
  };
}

interface Explained {
  readonly evidence: readonly Evidence[];
  readonly related: Finding['related'];
}

function written({ evidence, related }: Explained): Explained {
  return {
    evidence: evidence.map((one) => {
      const { source, ...rest } = one;
      return source?.path === UNWRITTEN ? rest : one;
    }),
    related: related.filter(({ at }) => at.path !== UNWRITTEN),
  };
}

const UNWRITTEN = 'lockkeeper.yaml';
