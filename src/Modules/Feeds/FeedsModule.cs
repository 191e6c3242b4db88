using CampaignDashboard.Feeds.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignDashboard.Feeds;

/// <summary>The only door: what integrators follow. Sees public facts only, whichever module tells them.</summary>
public static class FeedsModule
{
    /// <summary>Registers the feed; <paramref name="section"/> (<c>Feeds</c>) names the instance.</summary>
    public static IServiceCollection AddFeeds(this IServiceCollection services, IConfiguration? section = null)
    {
        var settings = services.AddOptions<FeedsSettings>().ValidateDataAnnotations().ValidateOnStart();
        if (section is not null)
        {
            settings.Bind(section);
        }

        return services.AddShard<FeedTables>();
    }

    /// <summary>Maps the module's endpoints.</summary>
    public static void MapFeeds(this IEndpointRouteBuilder routes) => FollowEvents.Map(routes);
}
