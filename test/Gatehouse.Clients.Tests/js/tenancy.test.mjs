// A pool of another region is a pool nobody made, and a page token opens the listing it was given for and no other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { call, endpoint, fresh, pool, refused, region, signedIn } from './rig/server.mjs';
import { listings, onClients, onPeople, onPools, withToken } from './rig/inputs.mjs';

const elsewhere = new sdk.CognitoIdentityProviderClient({
  endpoint,
  region: 'eu-west-3',
  credentials: { accessKeyId: process.env.RIG_ACCESS_KEY_ID, secretAccessKey: process.env.RIG_SECRET_ACCESS_KEY },
  maxAttempts: 1,
});

const fault = (operation, input) => call(operation, input).then(
  (answer) => assert.fail(`${operation} answered ${JSON.stringify(answer)}`),
  ({ name, message }) => ({ name, message }),
);

test('no operation tells a pool of another region from a pool nobody made', async () => {
  // A region is known once a pool is there, if only as a copy.
  const KeyConfiguration = { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: `arn:aws:kms:${region}:123456789012:key/mrk-0123456789abcdef0123456789abcdef` };
  await call('CreateUserPoolReplica', { UserPoolId: (await pool({ KeyConfiguration })).UserPoolId, RegionName: 'eu-west-3' });
  const { UserPool: theirs } = await elsewhere.send(new sdk.CreateUserPoolCommand({ PoolName: fresh('pool'), AutoVerifiedAttributes: ['email'] }));
  const { UserPoolClient: client } = await elsewhere.send(new sdk.CreateUserPoolClientCommand({ UserPoolId: theirs.Id, ClientName: 'app' }));
  await elsewhere.send(new sdk.AdminCreateUserCommand({ UserPoolId: theirs.Id, Username: 'ana', MessageAction: 'SUPPRESS' }));
  const nobodys = `${region}_000000000`;

  for (const [operation, more] of Object.entries({ ...onPools, ...onClients, ...onPeople })) {
    const about = (UserPoolId) => ({ UserPoolId, ...(operation in onClients && { ClientId: client.ClientId }), ...(operation in onPeople && { Username: 'ana' }), ...more });
    const [real, none] = [await fault(operation, about(theirs.Id)), await fault(operation, about(nobodys))];
    assert.equal(real.name, 'ResourceNotFoundException', `${operation}: ${real.name}: ${real.message}`);
    assert.deepEqual({ ...real, message: real.message.replaceAll(theirs.Id, nobodys) }, none, operation);
  }
});

test('no listing goes on from a token that it did not give', async () => {
  const at = await pool({ DeviceConfiguration: { ChallengeRequiredOnNewDevice: true }, UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } });
  await call('SetUserPoolMfaConfig', { UserPoolId: at.UserPoolId, WebAuthnConfiguration: { RelyingPartyId: 'example.com' } });
  const person = await signedIn(at);
  await call('CreateGroup', { UserPoolId: at.UserPoolId, GroupName: 'g' });
  for (const GroupName of ['a', 'b']) await call('CreateGroup', { UserPoolId: at.UserPoolId, GroupName });
  const { NextToken: ofGroups } = await call('ListGroups', { UserPoolId: at.UserPoolId, Limit: 1 });
  const other = await pool();
  const forged = [ofGroups.slice(0, -4), `${ofGroups.slice(0, -1)}${ofGroups.endsWith('A') ? 'B' : 'A'}`, 'bm90aGluZw', "' OR 1=1 --", 'x'.repeat(1000)];

  for (const [operation, member] of Object.entries(listings)) {
    const input = operation in withToken
      ? { AccessToken: person.AccessToken, ...withToken[operation] }
      : {
        UserPoolId: at.UserPoolId,
        ...(operation in onClients && { ClientId: at.ClientId }), ...(operation in onPeople && { Username: person.Username }),
        ...onPools[operation], ...onClients[operation], ...onPeople[operation],
      };
    for (const token of operation === 'ListGroups' ? forged : [...forged, ofGroups]) {
      await refused(operation, { ...input, [member]: token }, 'InvalidParameterException');
    }
  }
  await refused('ListGroups', { UserPoolId: other.UserPoolId, NextToken: ofGroups }, 'InvalidParameterException');
  assert.equal((await call('ListGroups', { UserPoolId: at.UserPoolId, NextToken: ofGroups })).Groups.length, 2, 'and the true one works');
});
