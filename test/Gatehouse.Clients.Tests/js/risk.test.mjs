// What a pool does about risks, and where its logs are to go.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appClient, call, confirmed, fresh, password, pool, refused, region } from './rig/server.mjs';

const watching = (mode = 'ENFORCED') => pool({ UserPoolAddOns: { AdvancedSecurityMode: mode } });
const signIn = ({ ClientId }, Username, more = {}) =>
  ['InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: Username, PASSWORD: password }, ...more }];

test('settings for risks are shown as they were given, and gone when every part is left out', async () => {
  const { UserPoolId } = await watching();
  const settings = {
    CompromisedCredentialsRiskConfiguration: { EventFilter: ['SIGN_IN'], Actions: { EventAction: 'BLOCK' } },
    AccountTakeoverRiskConfiguration: {
      NotifyConfiguration: {
        From: 'a@example.com', SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/example.com', BlockEmail: { Subject: 'Blocked', TextBody: 'It was blocked.' },
      },
      Actions: { HighAction: { Notify: true, EventAction: 'BLOCK' } },
    },
    RiskExceptionConfiguration: { BlockedIPRangeList: ['10.10.10.10/32'] },
  };
  const set = (await call('SetRiskConfiguration', { UserPoolId, ...settings })).RiskConfiguration;
  const { LastModifiedDate, ...shown } = (await call('DescribeRiskConfiguration', { UserPoolId })).RiskConfiguration;
  assert.deepEqual(shown, { UserPoolId, ...settings });
  assert.ok(LastModifiedDate instanceof Date);
  assert.deepEqual(set, { ...shown, LastModifiedDate });

  await call('SetRiskConfiguration', { UserPoolId });
  assert.deepEqual((await call('DescribeRiskConfiguration', { UserPoolId })).RiskConfiguration, { UserPoolId });
});

test('an application has settings of its own', async () => {
  const at = await watching();
  await call('SetRiskConfiguration', { ...at, ClientSecret: undefined, RiskExceptionConfiguration: { SkippedIPRangeList: ['2001:db8::/32'] } });
  const own = (await call('DescribeRiskConfiguration', { UserPoolId: at.UserPoolId, ClientId: at.ClientId })).RiskConfiguration;
  assert.equal(own.ClientId, at.ClientId);
  assert.deepEqual(own.RiskExceptionConfiguration, { SkippedIPRangeList: ['2001:db8::/32'] });
  assert.deepEqual((await call('DescribeRiskConfiguration', { UserPoolId: at.UserPoolId })).RiskConfiguration, { UserPoolId: at.UserPoolId });
});

test('a pool without threat protection, an unknown client and a range that is none are refused', async () => {
  const plain = await pool();
  await refused('SetRiskConfiguration', { UserPoolId: plain.UserPoolId }, 'UserPoolAddOnNotEnabledException');
  await refused('DescribeRiskConfiguration', { UserPoolId: plain.UserPoolId }, 'UserPoolAddOnNotEnabledException');
  const { UserPoolId } = await watching('AUDIT');
  await refused('DescribeRiskConfiguration', { UserPoolId, ClientId: plain.ClientId }, 'ResourceNotFoundException');
  await refused('SetRiskConfiguration', { UserPoolId, RiskExceptionConfiguration: { BlockedIPRangeList: ['10.0.0.1'] } }, 'InvalidParameterException', /CIDR/);
});

test('nobody signs in or up from a blocked address, whatever the application says of it', async () => {
  const at = await watching();
  const person = await confirmed(at);
  await call('SetRiskConfiguration', { UserPoolId: at.UserPoolId, RiskExceptionConfiguration: { BlockedIPRangeList: ['127.0.0.0/8', '::1/128'] } });
  const reason = 'Unable to login because of security reasons.';
  await refused(...signIn(at, person.Username), 'NotAuthorizedException', reason);
  await refused(...signIn(at, person.Username, { UserContextData: { IpAddress: '203.0.113.1' } }), 'NotAuthorizedException', reason);
  await refused('SignUp', { ClientId: at.ClientId, Username: fresh(), Password: password }, 'NotAuthorizedException', 'Unable to sign up because of security reasons.');

  const other = await appClient(at.UserPoolId);
  await call('SetRiskConfiguration', { UserPoolId: at.UserPoolId, ClientId: other.ClientId, RiskExceptionConfiguration: { BlockedIPRangeList: ['192.0.2.0/24'] } });
  assert.ok((await call(...signIn(other, person.Username))).AuthenticationResult);
});

test('where logs are to go is kept, and absent when nobody said so', async () => {
  const { UserPoolId } = await pool();
  assert.equal((await call('GetLogDeliveryConfiguration', { UserPoolId })).LogDeliveryConfiguration, undefined);
  const LogConfigurations = [
    { LogLevel: 'ERROR', EventSource: 'userNotification', CloudWatchLogsConfiguration: { LogGroupArn: `arn:aws:logs:${region}:123456789012:log-group:people` } },
    { LogLevel: 'INFO', EventSource: 'userAuthEvents', S3Configuration: { BucketArn: 'arn:aws:s3:::people-logs' } },
  ];
  await call('SetLogDeliveryConfiguration', { UserPoolId, LogConfigurations });
  assert.deepEqual((await call('GetLogDeliveryConfiguration', { UserPoolId })).LogDeliveryConfiguration, { UserPoolId, LogConfigurations });

  await refused(
    'SetLogDeliveryConfiguration', { UserPoolId, LogConfigurations: [{ LogLevel: 'INFO', EventSource: 'userAuthEvents' }] }, 'InvalidParameterException', /exactly one destination/);
  await refused('GetLogDeliveryConfiguration', { UserPoolId: `${region}_000000000` }, 'ResourceNotFoundException');
});
