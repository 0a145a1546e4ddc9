// The policy engine beside another one, by another hand: @cloud-copilot/iam-simulate, a program for these tests alone (AGPL; no part of what is
// delivered). Where the two differ, and why, is said beside what is generated.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IAMClient, SimulateCustomPolicyCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { grid, scene } from './rig/policies.mjs';
import { endpoint, region } from './rig/server.mjs';

const credentials = { accessKeyId: process.env.RIG_ACCESS_KEY_ID, secretAccessKey: process.env.RIG_SECRET_ACCESS_KEY };
const iam = new IAMClient({ endpoint, region, credentials, maxAttempts: 1 });
const { Account: account } = await new STSClient({ endpoint, region, credentials, maxAttempts: 1 }).send(new GetCallerIdentityCommand());
const caller = `arn:aws:iam::${account}:user/ann`;
const pairs = process.env.GATEHOUSE_LONG === '1' ? 20_000 : 1_000;
const words = { Allowed: 'allowed', ExplicitlyDenied: 'explicitDeny', ImplicitlyDenied: 'implicitDeny' };

/** What Gatehouse decides of every action on every resource. */
async function ours({ identity, boundary, resource, context, actions, resources }) {
  const { EvaluationResults } = await iam.send(new SimulateCustomPolicyCommand({
    PolicyInputList: identity.map((policy) => JSON.stringify(policy)),
    PermissionsBoundaryPolicyInputList: boundary?.map((policy) => JSON.stringify(policy)),
    ResourcePolicy: resource && JSON.stringify(resource),
    CallerArn: caller,
    ActionNames: actions,
    ResourceArns: resources,
    ContextEntries: Object.entries(context).map(([ContextKeyName, value]) => (
      { ContextKeyName, ContextKeyType: Array.isArray(value) ? 'stringList' : 'string', ContextKeyValues: [value].flat() }
    )),
    MaxItems: 1000,
  }));
  return EvaluationResults;
}

/** What the other one decides of one. */
async function theirs({ identity, boundary, resource, context }, action, arn) {
  const named = (policies) => policies.map((policy, i) => ({ name: `p${i}`, policy }));
  const result = await runSimulation({
    request: { principal: caller, action, resource: { resource: arn, accountId: account }, contextVariables: context },
    identityPolicies: named(identity),
    ...(boundary && { permissionBoundaryPolicies: named(boundary) }),
    resourcePolicy: resource,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }, {});
  assert.notEqual(result.resultType, 'error', JSON.stringify(result.errors));
  return words[result.overallResult];
}

// Case 172
test('policies by chance are decided as another engine decides them', async () => {
  const seen = {};
  let count = 0;
  for (let seed = 0; count < pairs; seed += 1) {
    const one = scene(seed, account, caller);
    for (const { EvalActionName, EvalResourceName, EvalDecision } of await ours(one)) {
      assert.equal(EvalDecision, await theirs(one, EvalActionName, EvalResourceName), `${seed}: ${EvalActionName} ${EvalResourceName}\n${JSON.stringify(one)}`);
      seen[EvalDecision] = (seen[EvalDecision] ?? 0) + 1;
      count += 1;
    }
  }
  for (const decision of Object.values(words)) assert.ok(seen[decision] > pairs / 10, `${decision}: ${seen[decision]}`);
});

// Case 173: also ForAllValues of a key that is not there, which holds; a policy that must not be so asks for the key by Null besides.
test('every operator means what another engine means by it', async () => {
  const { conditions, contexts } = grid();
  const statement = (i) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::bucket/${i}`, Condition: conditions[i] });
  const policy = (which) => ({ Version: '2012-10-17', Statement: which.map(statement) });
  let count = 0;
  for (const context of contexts) {
    for (let from = 0; from < conditions.length; from += 100) {
      const which = conditions.map((_, i) => i).slice(from, from + 100);
      const about = { context, actions: ['s3:GetObject'], resources: which.map((i) => `arn:aws:s3:::bucket/${i}`) };
      const decided = await ours({ ...about, identity: [policy(which)] });
      for (const [at, i] of which.entries()) {
        const other = await theirs({ context, identity: [policy([i])] }, 's3:GetObject', about.resources[at]);
        assert.equal(decided[at].EvalDecision, other, `${JSON.stringify(conditions[i])} of ${JSON.stringify(context)}`);
        count += 1;
      }
    }
  }
  assert.ok(count > 1_500, `${count}`);
});
