using Microsoft.Extensions.Logging;

namespace Gatehouse.Triggers;

/// <summary>Knows where functions are: those of this program, and those that settings name. Nothing else is ever called.</summary>
internal sealed partial class FunctionTable : IDisposable
{
    private readonly Dictionary<string, PlacedFunction> placed = new(StringComparer.Ordinal);
    private readonly List<LocalTarget> locals = [];
    private readonly FunctionHttp http = new();
    private readonly RuntimeApi api;
    private readonly ILogger<FunctionTable> logger;

    /// <param name="plans">Where functions are that do not live in this program.</param>
    /// <param name="embedded">Those that do.</param>
    /// <param name="launch">How those begin that this server runs itself.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Where they tell what they do.</param>
    public FunctionTable(IEnumerable<FunctionPlan> plans, IEnumerable<IFunction> embedded, Launch launch, TimeProvider time, ILoggerFactory loggers)
    {
        logger = loggers.CreateLogger<FunctionTable>();
        api = new(loggers);
        foreach (var function in embedded)
            Place(new(function.Name, new FunctionPlace.Here()), new EmbeddedTarget(function, loggers.CreateLogger<EmbeddedTarget>()));
        foreach (var plan in plans)
            Place(plan, Target(plan));

        void Place(FunctionPlan plan, IFunctionTarget target) => placed[plan.Name] = new(plan, target, time, loggers.CreateLogger<PlacedFunction>());

        IFunctionTarget Target(FunctionPlan plan) => plan.Place switch
        {
            FunctionPlace.Local local => Keep(new(plan, local, launch, api, time, loggers)),
            FunctionPlace.Lambda lambda => new LambdaTarget(lambda, http, time),
            FunctionPlace.Webhook webhook => new WebhookTarget(webhook, http, time),
            _ => throw new InvalidOperationException($"No way to a {plan.Place.GetType().Name}."),
        };

        LocalTarget Keep(LocalTarget target)
        {
            locals.Add(target);
            return target;
        }
    }

    /// <summary>The functions that this server runs itself.</summary>
    public IReadOnlyList<LocalTarget> Locals => locals;

    /// <summary>The function a pool names; null when nobody said where it is.</summary>
    public PlacedFunction? Find(string reference)
    {
        foreach (var name in FunctionReference.Of(reference).Names)
        {
            if (placed.TryGetValue(name, out var function))
                return function;
        }

        Log.Nowhere(logger, reference);
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var function in placed.Values)
            function.Dispose();
        foreach (var local in locals)
            local.Dispose();
        api.Dispose();
        http.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A pool names the function {Reference}, and nothing says where it is: name it in GATEHOUSE_FUNCTIONS")]
        public static partial void Nowhere(ILogger logger, string reference);
    }
}
