using System.Diagnostics;
using System.Net;
using System.Reflection;
using CampaignDashboard.Web.Conditional;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CampaignDashboard.Identity.Contracts;

/// <summary>
/// What every command needs from its request: who acts, when, the version the caller saw (If-Match), and the id for
/// what may be made: the same for the same caller and Idempotency-Key, so asking twice makes one thing.
/// </summary>
public sealed record Acting(Caller By, DateTimeOffset Now, Guid NewId, long? ExpectedVersion)
{
    /// <summary>The address of the network that the request came from; never kept longer than it guards something.</summary>
    public IPAddress? From { get; init; }

    /// <summary>What the log keeps of it: the person, the trace, and which request of the trace it was.</summary>
    public Cause Cause =>
        new(By.Person?.ToString(), Activity.Current?.TraceId.ToString(), Activity.Current?.SpanId.ToString());

    /// <summary>Reads it off a request; minimal APIs call this for a parameter of this type, pages call it themselves.</summary>
    public static ValueTask<Acting> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult(Of(context));
    }

    /// <summary>Reads it off a request.</summary>
    public static Acting Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var services = context.RequestServices;
        var caller = Caller.Of(context.User, services.GetRequiredService<IOptions<IdentitySettings>>().Value);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        return new(caller, now, NewIdFor(context, caller), context.Request.ExpectedVersion())
        {
            From = context.Connection.RemoteIpAddress,
        };
    }

    private static Guid NewIdFor(HttpContext context, Caller caller) =>
        context.Request.NewId(StreamId.Derived(caller.Person?.Value ?? Guid.Empty, context.Request.Path));
}
