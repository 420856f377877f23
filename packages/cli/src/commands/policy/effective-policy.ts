import { allRules, type Policy } from '@lockkeeper/policy-core';

import { durationText } from './duration-text.ts';
import { effectiveActors } from './effective-actors.ts';
import { effectiveBranches } from './effective-branches.ts';
import { effectiveDependencies } from './effective-dependencies.ts';
import { effectiveIntegrity } from './effective-integrity.ts';
import { effectiveLabels } from './effective-labels.ts';
import { dialectOf } from './effective-patterns.ts';
import { effectiveScope } from './effective-scope.ts';
import { effectiveServices } from './effective-services.ts';
import { effectiveVariables } from './effective-variables.ts';
import { severityOf } from '../../policy/rule-severity.ts';

/**
 * A policy as plain data that is itself a policy file: presets merged in, defaults filled in, every
 * rule named, and every label that something asks for.
 */
export function effectivePolicy(policy: Policy): Record<string, unknown> {
  const { title, policyVersion, status, scope, record, since, baseline } = policy;
  return {
    version: 1,
    policy: { title, version: policyVersion, status },
    scope: scope?.map(({ text }) => text),
    patterns: { dialect: dialectOf(policy), case: 'sensitive', unicode: 'nfc' },
    branches: effectiveBranches(policy),
    actors: effectiveActors(policy),
    labels: effectiveLabels(policy),
    protected: sections(policy),
    change_scope: effectiveScope(policy),
    dependencies: effectiveDependencies(policy),
    integrity: effectiveIntegrity(policy),
    migrations: effectiveMigrations(policy),
    databases: { ...policy.databases, backup_max_age: durationText(policy.backupMaxAgeMs) },
    variables: effectiveVariables(policy),
    deployment: {
      record: record.first,
      services: effectiveServices(policy),
      records: effectiveRecords(policy),
    },
    generate: {
      guard_workflow: policy.generated.guardWorkflow,
      dependency_workflow: policy.generated.dependencyWorkflow,
      stamp_script: policy.generated.stampScript,
    },
    unsupported: policy.unsupported,
    rules: Object.fromEntries(allRules.map((rule) => [rule.id, ruleEntry(policy, rule.id)])),
    waivers: waivers(policy),
    since: since?.point,
    baseline: baseline?.path,
    documents: policy.documents.length === 0 ? undefined : policy.documents.map(({ text }) => text),
  };
}

function effectiveRecords({ recordsBranch: branch, recordsSigners: signers }: Policy): object {
  return branch === undefined
    ? { mode: 'file', signers }
    : { mode: branch.mode, branch: branch.name, remote: branch.remote, signers };
}

/** Where the severity of each rule comes from, by rule id. */
export function severityOrigins(policy: Policy): Readonly<Record<string, string>> {
  return Object.fromEntries(allRules.map((rule) => [rule.id, severityOf(rule, policy).from]));
}

function effectiveMigrations({ migrations }: Policy): object {
  const { alembic, sql, application, models, apply, pgVersion, baseline, once } = migrations;
  const { harmlessFunctions, disabledAtMostMs } = migrations;
  const texts = (patterns: typeof sql) => patterns.map(({ text }) => text);
  return {
    alembic: alembic.map(effectivePlace),
    sql: texts(sql),
    application: application.length === 0 ? undefined : texts(application),
    models: models.length === 0 ? undefined : texts(models),
    apply,
    pg_version: pgVersion,
    baseline: baseline?.id,
    once: once.length === 0 ? undefined : once.map(({ id }) => id),
    harmless_functions:
      harmlessFunctions.length === 0 ? undefined : harmlessFunctions.map(({ name }) => name),
    disabled_at_most: durationText(disabledAtMostMs),
  };
}

/** As it was written. */
function effectivePlace({
  name,
  folders,
  history,
  isRecursive,
}: Policy['migrations']['alembic'][number]): unknown {
  return history === 'configured' ? folders[0] : { name, folders, recursive: isRecursive };
}

function sections({ protected: written }: Policy) {
  return written.map(
    ({ id, description, paths, except, label, appliesTo, changes, owners, docs }): object => ({
      id,
      description,
      paths: paths.map(({ pattern }) => pattern.text),
      except: except.length === 0 ? undefined : except.map(({ text }) => text),
      require: { label },
      applies_to: appliesTo,
      changes,
      owners: owners.length === 0 ? undefined : owners,
      docs,
    }),
  );
}

/** As written: what a draft makes of it stands in its origin. */
function ruleEntry(policy: Policy, id: string): unknown {
  const setting = policy.rules.get(id);
  const severity = setting?.severity ?? allRules.find((rule) => rule.id === id)?.defaultSeverity;
  return setting?.options === undefined ? severity : { severity, options: setting.options };
}

function waivers({ waivers: written }: Policy) {
  return written.map(({ rule, pattern, reason, approver, expires }) => ({
    rule,
    path: pattern.text,
    reason,
    approver,
    expires,
  }));
}
