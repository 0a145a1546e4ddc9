// Groups, who is in them, what tokens say of them; and the tags of a pool.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attributes, call, claims, fresh, pool, refused, region, signedIn, signIn } from './rig/server.mjs';

const role = (name) => `arn:aws:iam::123456789012:role/${name}`;
const noGroup = ['ResourceNotFoundException', 'Group not found.'];

async function every(operation, input, list) {
  const all = [];
  let NextToken;
  do {
    const page = await call(operation, { ...input, NextToken });
    all.push(...page[list]);
    NextToken = page.NextToken;
  } while (NextToken);
  return all;
}

test('a group is made, found, changed and removed', async () => {
  const { UserPoolId } = await pool();
  const { Group: made } = await call('CreateGroup', { UserPoolId, GroupName: 'editors', Description: 'They edit.', RoleArn: role('editors'), Precedence: 0 });
  assert.ok(made.CreationDate instanceof Date);
  const { CreationDate, LastModifiedDate, ...rest } = made;
  assert.deepEqual(rest, { UserPoolId, GroupName: 'editors', Description: 'They edit.', RoleArn: role('editors'), Precedence: 0 });
  assert.deepEqual((await call('GetGroup', { UserPoolId, GroupName: 'editors' })).Group, made);

  const { Group: changed } = await call('UpdateGroup', { UserPoolId, GroupName: 'editors', Precedence: 4 });
  assert.equal(changed.Precedence, 4);
  assert.equal(changed.RoleArn, role('editors'), 'what is not named stays');

  await call('DeleteGroup', { UserPoolId, GroupName: 'editors' });
  await refused('GetGroup', { UserPoolId, GroupName: 'editors' }, ...noGroup);
});

test('a group without settings has none', async () => {
  const { UserPoolId } = await pool();
  const { Group } = await call('CreateGroup', { UserPoolId, GroupName: 'plain' });
  for (const absent of ['Description', 'RoleArn', 'Precedence']) assert.equal(Group[absent], undefined);
});

test('what cannot be with groups is refused', async () => {
  const { UserPoolId } = await pool();
  const GroupName = 'editors';
  await call('CreateGroup', { UserPoolId, GroupName });
  await refused('CreateGroup', { UserPoolId, GroupName }, 'GroupExistsException', 'A group with the name already exists');
  await refused('UpdateGroup', { UserPoolId, GroupName: 'Editors' }, ...noGroup);
  await refused('DeleteGroup', { UserPoolId, GroupName: 'Editors' }, ...noGroup);
  await refused('ListGroups', { UserPoolId: `${region}_000000000` }, 'ResourceNotFoundException');
  await refused('ListGroups', { UserPoolId, NextToken: 'made-up' }, 'InvalidParameterException', 'Invalid pagination token.');
  await refused('ListUsersInGroup', { UserPoolId, GroupName: 'Editors' }, ...noGroup);
  await refused('AdminAddUserToGroup', { UserPoolId, GroupName, Username: fresh() }, 'UserNotFoundException', 'User does not exist.');
  await refused('AdminRemoveUserFromGroup', { UserPoolId, GroupName, Username: fresh() }, 'UserNotFoundException');
  await refused('AdminListGroupsForUser', { UserPoolId, Username: fresh() }, 'UserNotFoundException');
});

test('people come into groups, are listed page by page, and go out again', async () => {
  const { UserPoolId } = await pool();
  const GroupName = 'editors';
  const names = await Promise.all(Array.from({ length: 5 }, async () => {
    const Username = fresh();
    await call('AdminCreateUser', { UserPoolId, Username, MessageAction: 'SUPPRESS' });
    return Username;
  }));
  await call('CreateGroup', { UserPoolId, GroupName });
  for (const Username of [...names, names[0]]) await call('AdminAddUserToGroup', { UserPoolId, GroupName, Username });
  const members = await every('ListUsersInGroup', { UserPoolId, GroupName, Limit: 2 }, 'Users');
  assert.deepEqual(members.map((user) => user.Username).sort(), [...names].sort());
  assert.ok(attributes(members[0].Attributes).sub);

  await call('AdminRemoveUserFromGroup', { UserPoolId, GroupName, Username: names[0] });
  await call('AdminDeleteUser', { UserPoolId, Username: names[1] });
  assert.equal((await call('ListUsersInGroup', { UserPoolId, GroupName })).Users.length, 3);
  assert.deepEqual((await call('AdminListGroupsForUser', { UserPoolId, Username: names[0] })).Groups, []);
  await refused('AdminAddUserToGroup', { UserPoolId, GroupName: 'Editors', Username: names[0] }, ...noGroup);
  await refused('AdminRemoveUserFromGroup', { UserPoolId, GroupName: 'Editors', Username: names[0] }, ...noGroup);
});

test('groups are listed page by page, all and of one person', async () => {
  const { UserPoolId } = await pool();
  const Username = fresh();
  await call('AdminCreateUser', { UserPoolId, Username, MessageAction: 'SUPPRESS' });
  const names = ['a', 'b', 'c', 'd', 'é'];
  for (const GroupName of names) {
    await call('CreateGroup', { UserPoolId, GroupName });
    await call('AdminAddUserToGroup', { UserPoolId, GroupName, Username });
  }
  assert.deepEqual((await every('ListGroups', { UserPoolId, Limit: 2 }, 'Groups')).map((group) => group.GroupName), names);
  assert.deepEqual((await every('AdminListGroupsForUser', { UserPoolId, Username, Limit: 2 }, 'Groups')).map((group) => group.GroupName), names);
});

test('tokens tell the groups of a person, at sign-in and at each refresh', async () => {
  const at = await pool();
  const { UserPoolId } = at;
  const person = await signedIn(at);
  const { Username } = person;
  assert.equal(claims(person.AccessToken)['cognito:groups'], undefined);
  for (const [GroupName, Precedence] of [['authors', 5], ['editors', 1], ['readers', undefined]]) {
    await call('CreateGroup', { UserPoolId, GroupName, Precedence, RoleArn: role(GroupName) });
    await call('AdminAddUserToGroup', { UserPoolId, GroupName, Username });
  }

  const tokens = await signIn(at, person);
  assert.deepEqual(claims(tokens.AccessToken)['cognito:groups'], ['editors', 'authors', 'readers']);
  assert.equal(claims(tokens.AccessToken)['cognito:roles'], undefined);
  const id = claims(tokens.IdToken);
  assert.deepEqual(id['cognito:groups'], ['editors', 'authors', 'readers']);
  assert.deepEqual(id['cognito:roles'], ['editors', 'authors', 'readers'].map(role));
  assert.equal(id['cognito:preferred_role'], role('editors'));

  await call('UpdateGroup', { UserPoolId, GroupName: 'authors', Precedence: 1 });
  const { AuthenticationResult: next } = await call('InitiateAuth', {
    ClientId: at.ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: tokens.RefreshToken },
  });
  assert.deepEqual(claims(next.AccessToken)['cognito:groups'], ['authors', 'editors', 'readers']);
  assert.equal(claims(next.IdToken)['cognito:preferred_role'], undefined, 'two first ones with two roles');
});

test('the tags of a pool are added, shown and taken away', async () => {
  const { UserPool } = await call('CreateUserPool', { PoolName: fresh('pool'), UserPoolTags: { stage: 'test' } });
  const { Arn: ResourceArn, Id: UserPoolId } = UserPool;
  await call('TagResource', { ResourceArn, Tags: { stage: 'live', team: 'blue' } });
  assert.deepEqual((await call('ListTagsForResource', { ResourceArn })).Tags, { stage: 'live', team: 'blue' });
  await call('UntagResource', { ResourceArn, TagKeys: ['team', 'nowhere'] });
  assert.deepEqual((await call('DescribeUserPool', { UserPoolId })).UserPool.UserPoolTags, { stage: 'live' });
});

test('tags of no pool, and tags nobody may give, are refused', async () => {
  const { UserPool } = await call('CreateUserPool', { PoolName: fresh('pool') });
  const foreign = UserPool.Arn.replace(/:\d{12}:/, ':999999999999:');
  const none = 'arn:aws:cognito-identity:eu-central-1:123456789012:identitypool/none';
  const tags = [['ListTagsForResource', {}], ['TagResource', { Tags: { a: 'b' } }], ['UntagResource', { TagKeys: ['a'] }]];
  for (const [operation, more] of tags) {
    await refused(operation, { ResourceArn: foreign, ...more }, 'ResourceNotFoundException');
    await refused(operation, { ResourceArn: none, ...more }, 'InvalidParameterException');
  }
  await refused('TagResource', { ResourceArn: UserPool.Arn, Tags: { 'aws:a': 'b' } }, 'InvalidParameterException', /reserved/);
  assert.deepEqual((await call('ListTagsForResource', { ResourceArn: UserPool.Arn })).Tags, {});
});
