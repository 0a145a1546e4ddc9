using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Where a pool's logs go, in the words of the wire: what is shown, and what it must be.</summary>
public static partial class LogShapes
{
    /// <summary>The settings as the service shows them; null when there are none.</summary>
    public static LogDeliveryConfigurationType? Show(LogDelivery? delivery) =>
        delivery is null ? null : JsonSerializer.Deserialize(delivery.Described, UserPoolsJson.Wire.LogDeliveryConfigurationType);

    /// <summary>The settings a request asks for; null when it names no log, which takes settings away.</summary>
    public static LogDelivery? Asked(SetLogDeliveryConfigurationRequest request)
    {
        var (poolId, logs) = (request.UserPoolId, request.LogConfigurations);
        var described = new LogDeliveryConfigurationType { UserPoolId = poolId, LogConfigurations = logs };
        return logs.Count == 0
            ? null
            : new LogDelivery(poolId, JsonSerializer.Serialize(described, UserPoolsJson.Wire.LogDeliveryConfigurationType));
    }

    /// <summary>What is wrong with the logs; null when nothing.</summary>
    public static Fault? Broken(IReadOnlyList<LogConfigurationType> logs)
    {
        if (logs.DistinctBy(log => log.EventSource).Count() < logs.Count)
            return Faults.InvalidParameter("Each EventSource can be configured once.");

        return logs.Select(log => Level(log) ?? Destination(log)).FirstOrDefault(fault => fault is not null);
    }

    private static Fault? Level(LogConfigurationType log)
    {
        var needed = log.EventSource == EventSourceName.UserAuthEvents ? LogLevel.INFO : LogLevel.ERROR;
        return log.LogLevel == needed ? null : Faults.InvalidParameter($"The LogLevel of {log.EventSource} must be {needed}.");
    }

    private static Fault? Destination(LogConfigurationType log)
    {
        var (group, stream, bucket) = (log.CloudWatchLogsConfiguration, log.FirehoseConfiguration, log.S3Configuration);
        if (new object?[] { group, stream, bucket }.Count(destination => destination is not null) != 1)
            return Faults.InvalidParameter($"{log.EventSource} must have exactly one destination.");
        if (group is null && log.EventSource != EventSourceName.UserAuthEvents)
            return Faults.InvalidParameter($"{log.EventSource} can go to CloudWatch Logs only.");

        var right = group is not null ? Is(LogGroup(), group.LogGroupArn)
            : stream is not null ? Is(Stream(), stream.StreamArn)
            : Is(Bucket(), bucket!.BucketArn);
        return right ? null : Faults.InvalidParameter($"The ARN of the destination of {log.EventSource} is invalid.");
    }

    private static bool Is(Regex form, string? arn) => arn is not null && form.IsMatch(arn);

    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:logs:[a-z0-9-]{1,32}:[0-9]{12}:log-group:[A-Za-z0-9_/.#-]{1,512}\z", Plain)]
    private static partial Regex LogGroup();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:firehose:[a-z0-9-]{1,32}:[0-9]{12}:deliverystream/[A-Za-z0-9_.-]{1,64}\z", Plain)]
    private static partial Regex Stream();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[\w+=/,.@-]*)?\z", Plain)]
    private static partial Regex Bucket();
}
