// Users imported from a CSV file, as migration scripts do it.
import assert from 'node:assert/strict';
import { scryptSync } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { test } from 'node:test';
import { call, codeFor, fresh, otherPassword, password, pool, refused, region, signIn } from './rig/server.mjs';

const unknown = `${region}_000000000`;
const role = 'arn:aws:iam::000000000000:role/import-log';

const newJob = async (UserPoolId, more = {}) =>
  (await call('CreateUserImportJob', { UserPoolId, JobName: 'my import', CloudWatchLogsRoleArn: role, ...more })).UserImportJob;

const describe = async ({ UserPoolId, JobId }) => (await call('DescribeUserImportJob', { UserPoolId, JobId })).UserImportJob;

const put = (job, body, headers = { 'x-amz-server-side-encryption': 'aws:kms' }) => fetch(job.PreSignedUrl, { method: 'PUT', headers, body });

const row = (columns, values) => columns.map((column) => values[column] ?? '').join(',');

const person = (name, more = {}) => ({ 'cognito:username': name, email: `${name}@example.com`, email_verified: 'TRUE', ...more });

async function file(UserPoolId, people, more = []) {
  const { CSVHeader } = await call('GetCSVHeader', { UserPoolId });
  const columns = [...CSVHeader, ...more];
  return [columns.join(','), ...people.map((one) => row(columns, one))].join('\n');
}

// One import of the installation goes on at a time: each test waits until its own is over.
async function finished(job) {
  for (;;) {
    const now = await describe(job);
    if (!['Pending', 'InProgress', 'Stopping'].includes(now.Status)) return now;
    await pause(50);
  }
}

test('the header lists the attributes of the pool and the two columns of the service', async () => {
  const { UserPoolId } = await pool({ Schema: [{ Name: 'team', AttributeDataType: 'String', Mutable: true }] });
  const header = await call('GetCSVHeader', { UserPoolId });
  assert.equal(header.UserPoolId, UserPoolId);
  assert.deepEqual(header.CSVHeader.slice(0, 3), ['name', 'given_name', 'family_name']);
  assert.deepEqual(header.CSVHeader.slice(-3), ['custom:team', 'cognito:mfa_enabled', 'cognito:username']);
  assert.ok(!header.CSVHeader.includes('sub'));
  await refused('GetCSVHeader', { UserPoolId: unknown }, 'ResourceNotFoundException');
});

test('people are imported and recover their passwords', async () => {
  const at = await pool();
  const { UserPoolId } = at;
  const [ana, bob] = [fresh('ana'), fresh('bob')];
  const job = await newJob(UserPoolId);
  assert.match(job.JobId, /^import-[0-9a-zA-Z-]+$/);
  assert.equal(job.Status, 'Created');
  assert.equal(job.CloudWatchLogsRoleArn, role);
  assert.ok(job.CreationDate instanceof Date);
  await refused('StartUserImportJob', { UserPoolId, JobId: job.JobId }, 'PreconditionNotMetException', `No csv file was uploaded for ${job.JobId}`);

  const sent = await put(job, await file(UserPoolId, [person(ana, { given_name: 'Ana', birthdate: '02/01/1985' }), person(bob), person(bob), person('no one')]));
  assert.equal(sent.status, 200);
  const started = (await call('StartUserImportJob', { UserPoolId, JobId: job.JobId })).UserImportJob;
  assert.equal(started.Status, 'Pending');
  assert.ok(started.StartDate instanceof Date);

  const done = await finished(job);
  assert.equal(done.Status, 'Succeeded');
  assert.equal(done.CompletionMessage, 'Import Job Completed Successfully.');
  assert.deepEqual([done.ImportedUsers, done.SkippedUsers, done.FailedUsers], [2, 1, 1]);
  assert.ok(done.CompletionDate >= done.StartDate);

  const user = await call('AdminGetUser', { UserPoolId, Username: ana });
  assert.equal(user.UserStatus, 'RESET_REQUIRED');
  assert.equal(user.UserAttributes.find((a) => a.Name === 'birthdate').Value, '1985-02-01');
  const attempt = { ClientId: at.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: ana, PASSWORD: password } };
  await refused('InitiateAuth', attempt, 'PasswordResetRequiredException');

  await call('ForgotPassword', { ClientId: at.ClientId, Username: ana });
  await call('ConfirmForgotPassword', {
    ClientId: at.ClientId, Username: ana, ConfirmationCode: await codeFor(`${ana}@example.com`), Password: otherPassword,
  });
  assert.ok((await signIn(at, { Username: ana, Password: otherPassword })).AccessToken);
});

test('people with password hashes sign in with their old passwords', async () => {
  const at = await pool();
  const { UserPoolId } = at;
  const names = [fresh('bcrypt'), fresh('scrypt')];
  const base64 = (bytes) => bytes.toString('base64').replace(/=+$/, '');
  const salt = Buffer.from('salt and pepper');
  const scrypt = `$scrypt$ln=10,r=8,p=1$${base64(salt)}$${base64(scryptSync('old password', salt, 32, { N: 1024, r: 8, p: 1 }))}`;
  const hashes = { BCRYPT: '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', SCRYPT: scrypt };
  const passwords = { BCRYPT: 'U*U', SCRYPT: 'old password' };
  for (const [i, PasswordHashingAlgorithm] of ['BCRYPT', 'SCRYPT'].entries()) {
    const job = await newJob(UserPoolId, { PasswordHashingAlgorithm });
    assert.equal(job.PasswordHashingAlgorithm, PasswordHashingAlgorithm);
    const hash = hashes[PasswordHashingAlgorithm].replaceAll(',', '\\,');
    await put(job, await file(UserPoolId, [person(names[i], { 'cognito:password_hash': hash })], ['cognito:password_hash']));
    await call('StartUserImportJob', { UserPoolId, JobId: job.JobId });
    assert.equal((await finished(job)).ImportedUsers, 1);
    assert.equal((await call('AdminGetUser', { UserPoolId, Username: names[i] })).UserStatus, 'CONFIRMED');
    for (const again of [1, 2])
      assert.ok((await signIn(at, { Username: names[i], Password: passwords[PasswordHashingAlgorithm] })).IdToken, `sign-in ${again}`);
  }
  await refused(
    'CreateUserImportJob',
    { UserPoolId, JobName: 'x', CloudWatchLogsRoleArn: role, PasswordHashingAlgorithm: 'MD5' },
    'InvalidParameterException',
  );
});

test('an address that was altered takes no file, and one for a started import takes no other', async () => {
  const { UserPoolId } = await pool();
  const job = await newJob(UserPoolId);
  const altered = { ...job, PreSignedUrl: job.PreSignedUrl.replace(/.$/, (last) => (last === '0' ? '1' : '0')) };
  const answer = await put(altered, 'x');
  assert.equal(answer.status, 403);
  assert.match(await answer.text(), /<Code>SignatureDoesNotMatch<\/Code>/);

  const people = await file(UserPoolId, [person(fresh())]);
  assert.equal((await put(job, people, {})).status, 200);
  await call('StartUserImportJob', { UserPoolId, JobId: job.JobId });
  assert.equal((await put(job, people, {})).status, 403);
  await finished(job);
});

test('a job that is stopped stays stopped', async () => {
  const { UserPoolId } = await pool();
  const job = await newJob(UserPoolId);
  const at = { UserPoolId, JobId: job.JobId };
  await refused('StopUserImportJob', at, 'PreconditionNotMetException');
  await put(job, await file(UserPoolId, Array.from({ length: 20_000 }, () => person(fresh()))));
  await call('StartUserImportJob', at);
  const stopping = (await call('StopUserImportJob', at)).UserImportJob;
  assert.ok(['Stopping', 'Stopped'].includes(stopping.Status), stopping.Status);
  const stopped = await finished(job);
  assert.equal(stopped.Status, 'Stopped');
  assert.equal(stopped.CompletionMessage, 'The Import Job was stopped by the developer.');
  assert.ok(stopped.ImportedUsers < 20_000);
  await refused('StartUserImportJob', at, 'PreconditionNotMetException');
});

test('jobs are listed newest first, page by page', async () => {
  const { UserPoolId } = await pool();
  assert.deepEqual((await call('ListUserImportJobs', { UserPoolId, MaxResults: 10 })).UserImportJobs, []);
  const made = [];
  for (let i = 0; i < 5; i++) {
    made.unshift((await newJob(UserPoolId)).JobId);
    await pause(2);
  }

  const seen = [];
  let PaginationToken;
  do {
    const page = await call('ListUserImportJobs', { UserPoolId, MaxResults: 2, PaginationToken });
    seen.push(...page.UserImportJobs.map((job) => job.JobId));
    PaginationToken = page.PaginationToken;
  } while (PaginationToken);
  assert.deepEqual(seen, made);
  await refused('ListUserImportJobs', { UserPoolId, MaxResults: 2, PaginationToken: 'nonsense' }, 'InvalidParameterException');
  await refused('ListUserImportJobs', { UserPoolId, MaxResults: 61 }, 'InvalidParameterException');
  await refused('DescribeUserImportJob', { UserPoolId, JobId: 'import-0000000000' }, 'ResourceNotFoundException');
});
