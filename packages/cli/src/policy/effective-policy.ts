import { allRules, type Policy } from '@lockkeeper/policy-core';

import { severityOf } from './rule-severity.ts';

/** A policy as plain data that is itself a policy file: presets merged in, every rule named. */
export function effectivePolicy(policy: Policy): Record<string, unknown> {
  const { title, policyVersion, status, scope, migrations, record, waivers, since, baseline } = policy;
  return {
    version: 1,
    policy: { title, version: policyVersion, status },
    scope: scope?.map(({ text }) => text),
    protected: policy.protected.map(({ id, description, paths, except, label, docs }) => ({
      id,
      description,
      paths: paths.map(({ pattern }) => pattern.text),
      except: except.length === 0 ? undefined : except.map(({ text }) => text),
      require: { label },
      docs,
    })),
    dependencies: policy.dependencies.map(({ id, source, lock, docs }) => ({
      id,
      source,
      lock,
      sync: { mode: 'textual' },
      docs,
    })),
    migrations: { alembic: migrations.alembic, sql: migrations.sql.map(({ text }) => text) },
    deployment: { record: record.path },
    rules: Object.fromEntries(allRules.map((rule) => [rule.id, ruleEntry(policy, rule.id)])),
    waivers: waivers.map(({ rule, pattern, reason, approver, expires }) => ({
      rule,
      path: pattern.text,
      reason,
      approver,
      expires,
    })),
    since: since?.point,
    baseline: baseline?.path,
  };
}

/** Where the severity of each rule comes from, by rule id. */
export function severityOrigins(policy: Policy): Readonly<Record<string, string>> {
  return Object.fromEntries(allRules.map((rule) => [rule.id, severityOf(rule, policy).from]));
}

/** As written: what a draft makes of it stands in its origin. */
function ruleEntry(policy: Policy, id: string): unknown {
  const setting = policy.rules.get(id);
  const severity = setting?.severity ?? allRules.find((rule) => rule.id === id)?.defaultSeverity;
  return setting?.options === undefined ? severity : { severity, options: setting.options };
}
