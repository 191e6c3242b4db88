using CampaignDashboard.Enrolment.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignDashboard.Enrolment;

public static class EnrolmentModule
{
    public static void AddEnrolment(this Microsoft.Extensions.DependencyInjection.IServiceCollection s)
    {
        s.AddSingleton<Participants>();
    }

    public static void MapEnrolment(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder r) { }
}
