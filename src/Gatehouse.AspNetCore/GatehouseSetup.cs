using Gatehouse.AspNetCore.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gatehouse.AspNetCore;

/// <summary>Adds Gatehouse to an application.</summary>
public static class GatehouseSetup
{
    /// <summary>The name of the scheme.</summary>
    public const string Scheme = "Gatehouse";

    /// <summary>Accepts requests that are signed with credentials of Gatehouse, and tokens of user pools, as the options say.</summary>
    /// <param name="builder">What <c>AddAuthentication</c> gave; <c>AddAuthentication(GatehouseSetup.Scheme)</c> makes this the default.</param>
    /// <param name="configure">Sets the options.</param>
    public static AuthenticationBuilder AddGatehouse(this AuthenticationBuilder builder, Action<GatehouseOptions> configure) =>
        builder.AddGatehouse(Scheme, configure);

    /// <summary>The same under another name, for an application that has several doors.</summary>
    /// <param name="builder">What <c>AddAuthentication</c> gave.</param>
    /// <param name="scheme">The name of the scheme.</param>
    /// <param name="configure">Sets the options.</param>
    public static AuthenticationBuilder AddGatehouse(this AuthenticationBuilder builder, string scheme, Action<GatehouseOptions> configure)
    {
        builder.AddScheme<GatehouseOptions, GatehouseHandler>(scheme, configure);
        // After what AddScheme adds, which sets the clock.
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<GatehouseOptions>, Connect>());
        return builder;
    }

    // What lives as long as the options: connections, and the keys of pools.
    private sealed class Connect : IPostConfigureOptions<GatehouseOptions>
    {
        private const int LongestKeySet = 1 << 20;

        public void PostConfigure(string? name, GatehouseOptions options)
        {
            options.Validate();
            var time = options.TimeProvider ?? TimeProvider.System;
            if (options.Url is { } url)
                options.Doors = new(new(url, options.DoorSecret!) { Patience = options.Patience }, options.Backchannel);

            var http = new HttpClient(options.Backchannel ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }, disposeHandler: false)
            {
                Timeout = options.Patience,
                MaxResponseContentBufferSize = LongestKeySet,
            };
            options.Trusted = options.Pools.ToDictionary(pool => pool.Issuer, pool => new TrustedPool(pool, new(pool.Issuer, http, time)), StringComparer.Ordinal);
        }
    }
}
