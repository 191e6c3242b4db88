namespace CampaignDashboard.Feeds;

public static class FeedsModule
{
    public static void AddFeeds(this Microsoft.Extensions.DependencyInjection.IServiceCollection s) { }

    public static void MapFeeds(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder r) { }
}
