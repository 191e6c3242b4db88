using CampaignDashboard.Tests.Journeys;

namespace CampaignDashboard.Tests.Rights;

/// <summary>
/// One thing that the API lets people change: who may, and a request that is right in all but who asks.
/// <paramref name="Template"/> is method and path as the API's description has them.
/// </summary>
internal sealed record Operation(string Template, Who May, Func<Cast, Task<(string Path, object? Body)>> Ask)
{
    internal static Operation Of(string template, Who may, Func<Cast, string> path, Func<object?>? body = null) =>
        new(template, may, cast => Task.FromResult((path(cast), body?.Invoke())));

    /// <summary>Makes what the request is about, and gives the request itself.</summary>
    internal async Task<Func<Task<Answer>>> By(Role role, Cast cast)
    {
        var (path, body) = await Ask(cast);
        return Template.Split(' ')[0] switch
        {
            "POST" => () => role.Api.Post(path, body, role.Headers),
            "PUT" => () => role.Api.Put(path, body ?? new { }, role.Headers),
            _ => () => role.Api.Delete(path, role.Headers),
        };
    }

    public override string ToString() => Template;
}
