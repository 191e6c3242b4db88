using CampaignDashboard.Web;

namespace CampaignDashboard.Tests.Identity;

public sealed class Forms_lead_back_to_this_site
{
    [Theory]
    [InlineData("/")]
    [InlineData("/sessions/spring-editathon?uselang=nl")]
    public void A_path_of_this_site_is_kept(string path) => Assert.Equal(path, LocalPath.Of(path));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("campaigns")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example/")]
    public void Anything_else_leads_to_the_start_page(string? path) => Assert.Equal("/", LocalPath.Of(path));
}
